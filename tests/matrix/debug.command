make debug EX=ReLU WITH=run
