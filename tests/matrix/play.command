make play; [ -s build/play/index.html ]
