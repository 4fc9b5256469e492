# The graph and the news are volumes; nothing else is written to.
#   docker build -t newskg .
#   docker run --rm -v "$PWD/news:/news:ro" -v "$PWD/graph:/graph" newskg build /news -g /graph
#   docker run --rm -v "$PWD/graph:/graph" -p 127.0.0.1:8000:8000 newskg
FROM python:3.12-slim AS wheel
WORKDIR /src
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.12-slim
COPY --from=wheel /wheels /wheels
RUN pip install --no-cache-dir /wheels/*.whl && rm -r /wheels && useradd --create-home --uid 1000 kg \
    && install -d -o kg -g kg /graph /news
USER kg
WORKDIR /home/kg
VOLUME ["/graph", "/news"]
EXPOSE 8000
ENTRYPOINT ["kg"]
CMD ["serve", "-g", "/graph", "--host", "0.0.0.0", "--port", "8000", "--no-open"]
