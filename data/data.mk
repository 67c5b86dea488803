## make data       fetch the tutorial's own recordings into build/course
.PHONY: data
data: | $(B)/setup/data
	$(Q)data/fetch.sh data/course.txt $(B)/course
	$(Q)tar -xzf $(B)/course/cifar-10-binary.tar.gz -C $(B)/course --strip-components=1
	@echo 'The recordings are in $(B)/course'
