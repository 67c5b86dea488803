make book; [ -s build/book/index.html ]
