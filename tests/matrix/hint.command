make hint EX=ReLU
