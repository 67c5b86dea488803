# The numbers and texts are what this machine computes; pictures may differ in their drawing.
make prose; git diff --exit-code -- '*.md'
