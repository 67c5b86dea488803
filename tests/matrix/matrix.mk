## make matrix     each command as the first one of an empty Debian 12 and 13, as a table
##                 (root and debootstrap; about an hour, in build/matrix)
.PHONY: matrix
matrix:
	@tests/matrix/matrix.sh '$(B)/matrix' . $(ON)
