# A machine for the workbook: docker build -t sparsebook . && docker run -it --rm sparsebook
FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates gcc git libc6-dev make
COPY setup.sh /sparsebook/
WORKDIR /sparsebook
RUN ./setup.sh build figures
COPY . .
CMD ["bash"]
