make gradescope; [ -s build/gradescope/autograder.zip ]
