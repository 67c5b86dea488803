make criterion CH=02 SRC=solutions; SRC=solutions build/criterion/02_thresholding
