# Byte-compiles the root's Python modules, as configuring their packages would have: without, every start compiles what it
# imports anew, which under QEMU takes minutes. Bytecode belongs to a version of Python and to no architecture, so an
# interpreter of this machine's architecture, from the same suite, makes it in seconds. $architecture is the root's.
host=$(dpkg --print-architecture)
version=$(basename "$root"/usr/lib/python3.*)
native=$root
if [ "$architecture" != "$host" ]; then
  native=$root/tmp/native
  mkdir -p "$native/packages"
  (
    cd "$native/packages"
    export APT_CONFIG="$MMDEBSTRAP_APT_CONFIG"
    apt="apt-get -q -o APT::Architecture=$host -o APT::Architectures=$host -o APT::Sandbox::User=root"
    $apt update
    $apt download "$version-minimal" libc6 libexpat1 zlib1g
  )
  for package in "$native"/packages/*.deb; do dpkg-deb --extract "$package" "$native"; done
fi
# Started by its own loader, with its own libraries: this machine's may be older. The modules it runs on are the root's.
for loader in "$native"/usr/lib/ld-linux-*.so.* "$native"/usr/lib64/ld-linux-*.so.*; do [ ! -e "$loader" ] || break; done
# Checked by hash, because an image's layers do not keep every file's time.
PYTHONHOME=$root/usr PYTHONWARNINGS=ignore "$loader" --library-path "$(dirname "$(readlink -f "$loader")")" \
  "$native/usr/bin/$version" -m compileall -q -s "$root" -p / --invalidation-mode checked-hash \
  "$root/usr/lib/python3" "$root/usr/lib/$version"
rm -rf "$root/tmp/native"
