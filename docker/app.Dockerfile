# An application of yours: its classes, and a serval.conf beside them if there is one, are the build's context.
ARG SERVAL=serval:local
FROM ${SERVAL}
COPY --chown=0:0 . /app/
