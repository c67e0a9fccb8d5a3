# serval:local is made by docker/build of Serval's checkout. First: mvn package
FROM serval:local
COPY serval.conf /app/
COPY target/@NAME@.war /app/target/
CMD ["--http", "0.0.0.0:8000"]
