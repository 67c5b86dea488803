# An ordinary user without sudo is told what root has to run, and it works as it stands; the same
# user with sudo needs no second try.
useradd -m ada
cp -r . ~ada/book
chown -R ada: ~ada/book
as_ada() { su ada -c "cd ~/book && $1"; }
said=$(as_ada 'make check' 2>&1) && exit 3
bash -c "$(sed -n 's/^setup: sudo is not here; run as root: //p' <<<"$said")" >/tmp/said 2>&1
said=$(as_ada 'make check') && exit 3
grep -E '^0 of [0-9]+ points' <<<"$said"
apt-get install -y --no-install-recommends sudo >/tmp/said 2>&1
echo 'ada ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/ada
as_ada 'make figures'
as_ada 'mkdir -p class/ada && cp chapters/02_thresholding/thresholding.c class/ada/'
as_ada 'make grade SUBMISSIONS=class OUT=out'
as_ada 'grep ada out/grades.csv'
