## make data       fetch the tutorial's own recordings into build/course
.PHONY: data
data: | $(B)/setup/data
	$(Q)data/fetch.sh data/course.txt $(B)/course
	$(Q)rm -rf $(B)/course/.cifar && mkdir $(B)/course/.cifar
	$(Q)tar -xzf $(B)/course/cifar-10-binary.tar.gz -C $(B)/course/.cifar --strip-components=1
	$(Q)mv $(B)/course/.cifar/* $(B)/course/ && rmdir $(B)/course/.cifar
	@echo 'The recordings are in $(B)/course: make figures DATA=$(B)/course'
