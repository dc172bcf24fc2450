#!/bin/sh
# Fetches what build.sh makes a static netCDF of, for both architectures, with apt, so that its signatures vouch for every
# byte: HDF5 and zlib as Debian's static archives, netCDF-C as source (Debian has no static netCDF).
#
# Usage: fetch.sh ROOT   the root of a Debian whose apt is used and which gets ROOT/usr/src/netcdf; "" is this system
#
# Development packages of two architectures cannot be installed side by side here (libhdf5-dev is not Multi-Arch: same), so
# they are unpacked apart. The names of the architectures are given to apt alone, because dpkg need not know them.
set -eu
root=$1
into=$root/usr/src/netcdf
apt="apt-get -q -o APT::Architectures=amd64,arm64 -o APT::Sandbox::User=root"

for list in "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/*.list; do
  if [ -s "$list" ]; then sed -n 's/^deb /deb-src /p' "$list" > "$root/etc/apt/sources.list.d/netcdf-source.list"; fi
done
for list in "$root"/etc/apt/sources.list.d/*.sources; do
  if [ -s "$list" ]; then sed -i 's/^Types: deb$/Types: deb deb-src/' "$list"; fi
done
$apt update

mkdir -p "$into"
cd "$into"
$apt source --download-only --tar-only netcdf
for architecture in amd64 arm64; do
  $apt download "libhdf5-dev:$architecture" "libaec-dev:$architecture" "zlib1g-dev:$architecture"
  for package in *_"$architecture".deb; do dpkg-deb --extract "$package" "unpacked-$architecture"; done
  mkdir -p "$architecture"
  mv unpacked-"$architecture"/usr/include "$architecture/include"
  for archive in hdf5_serial hdf5_serial_hl sz aec z; do
    mv unpacked-"$architecture"/usr/lib/*/lib$archive.a "$architecture"
  done
  mkdir "$architecture/licences"
  for package in libhdf5-dev libaec-dev zlib1g-dev; do
    cp unpacked-"$architecture"/usr/share/doc/$package/copyright "$architecture/licences/$package"
  done
  rm -rf unpacked-"$architecture" ./*.deb
done
rm -f "$root"/etc/apt/sources.list.d/netcdf-source.list
