# serval:local is made by docker/build of Serval's checkout. First: mvn package
FROM serval:local
COPY serval.conf /app/
COPY static /app/static
COPY target/@NAME@.jar /app/target/
CMD ["--http", "0.0.0.0:8000"]
