make book CC=clang; [ -s build/book/index.html ]
