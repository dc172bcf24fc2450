#!/bin/sh
# Builds a static netCDF-C (netCDF-4 with deflate and shuffle; no DAP, no NCZarr, so neither curl nor XML) from what fetch.sh
# left in /usr/src/netcdf, and puts it with HDF5 and zlib into one archive: `-lnetcdf -lm` is all that a program links.
#
# Usage: build.sh aarch64|x86-64 PREFIX   as the proxy's toolchain files name the processors
set -eu
case $1 in
  aarch64) triplet=aarch64-linux-gnu architecture=arm64 ;;
  x86-64) triplet=x86_64-linux-gnu architecture=amd64 ;;
  *) echo "build.sh: got processor '$1'; allowed: aarch64, x86-64" >&2; exit 2 ;;
esac
prefix=$2
from=/usr/src/netcdf
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Debian's HDF5 can also read from S3, and for that asks for curl and OpenSSL with all that they need. One function leads
# there; with another in its place, which says as HDF5 does that the driver cannot be had, nothing asks for them.
printf 'long H5FD_ros3_init(void) { return -1; }\n' > "$work/no-s3.c"
"$triplet-gcc" -O2 -c "$work/no-s3.c" -o "$work/no-s3.o"
cp "$from/$architecture/libhdf5_serial.a" "$work/hdf5.a"
"$triplet-ar" d "$work/hdf5.a" H5FDros3.o H5FDs3comms.o
"$triplet-ar" r "$work/hdf5.a" "$work/no-s3.o"
join() { # TARGET ARCHIVE...
  target=$1; shift
  { echo "create $target"; for archive; do echo "addlib $archive"; done; echo save; echo end; } | "$triplet-ar" -M
}
cd "$from/$architecture"
join "$work/libhdf5.a" libhdf5_serial_hl.a "$work/hdf5.a" libsz.a libaec.a libz.a

mkdir "$work/source"
cd "$work/source"
cmake -E tar xzf "$from"/netcdf_*.orig.tar.gz
# Its CMake asks for a C++ compiler that none of these parts uses.
cat > "$work/toolchain.cmake" <<TOOLCHAIN
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR ${triplet%%-*})
set(CMAKE_C_COMPILER $triplet-gcc)
set(CMAKE_CXX_COMPILER $triplet-gcc)
set(CMAKE_CXX_COMPILER_FORCED ON)
TOOLCHAIN
off() { for name; do printf ' -D%s=OFF' "$name"; done; }
cmake -G Ninja -S "$work"/source/netcdf-c-* -B "$work/build" -DCMAKE_TOOLCHAIN_FILE="$work/toolchain.cmake" \
  -DCMAKE_BUILD_TYPE=None -DCMAKE_C_FLAGS="-O2 -w -I$from/$architecture/include" -DCMAKE_INSTALL_PREFIX="$prefix" \
  -DCMAKE_EXE_LINKER_FLAGS="-Wl,--no-as-needed -lm" \
  -DHDF5_NO_FIND_PACKAGE_CONFIG_FILE=ON -DHDF5_C_COMPILER_EXECUTABLE=NOTFOUND \
  -DHDF5_C_INCLUDE_DIR="$from/$architecture/include/hdf5/serial" \
  -DHDF5_hdf5_LIBRARY_RELEASE="$work/libhdf5.a" -DHDF5_hdf5_hl_LIBRARY_RELEASE="$work/libhdf5.a" \
  -DZLIB_LIBRARY="$from/$architecture/libz.a" -DZLIB_INCLUDE_DIR="$from/$architecture/include" \
  $(off BUILD_SHARED_LIBS NETCDF_ENABLE_DAP NETCDF_ENABLE_NCZARR NETCDF_ENABLE_REMOTE_FUNCTIONALITY NETCDF_ENABLE_LIBXML2 \
    NETCDF_BUILD_UTILITIES NETCDF_ENABLE_TESTS NETCDF_ENABLE_EXAMPLES NETCDF_ENABLE_PLUGINS NETCDF_ENABLE_FILTER_SZIP \
    NETCDF_ENABLE_FILTER_BZ2 NETCDF_ENABLE_FILTER_BLOSC NETCDF_ENABLE_FILTER_ZSTD)
cmake --build "$work/build"
mkdir -p "$prefix/lib" "$prefix/licences"
cp "$from/$architecture"/licences/* "$prefix/licences"
cp "$work"/source/netcdf-c-*/COPYRIGHT "$prefix/licences/netcdf-c"
rm -f "$prefix/lib/libnetcdf.a"
join "$prefix/lib/libnetcdf.a" "$work/build/libnetcdf.a" "$work/libhdf5.a"
