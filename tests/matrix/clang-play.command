make play CC=clang; [ -s build/play/index.html ]
