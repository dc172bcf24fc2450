# Runs on this machine after unpacking, with $root, $inputs, $tool and $title set; installs the packages of
# $tool-requirements.txt from PyPI into /opt/$tool inside the new root. What it is handed of this machine (certificates,
# package index) is gone again at the end.
mkdir -p "$root/etc/ssl/certs" "$root/tmp/install"
cp "$inputs/certificates.pem" "$root/etc/ssl/certs/ca-certificates.crt"
cp "$inputs"/*-requirements.txt "$inputs/python-index.sh" "$root/tmp/install/"
cat > "$root/tmp/install/run.sh" <<'END'
set -eu
cd /tmp/install
. ./python-index.sh
export SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt HOME=/tmp/install UV_CACHE_DIR=/tmp/install/cache
# Debian's pip runs from its wheel, which spares an environment for it; uv then installs in a tenth of pip's time.
pip=$(echo /usr/share/python-wheels/pip-*.whl)
echo "» fetching the package installer"
python3 "$pip/pip" install --quiet --disable-pip-version-check --no-cache-dir --root-user-action ignore \
  --require-hashes --target /tmp/install/uv --requirement uv-requirements.txt
python3 -m venv --without-pip "/opt/$tool"
echo "» installing $title from PyPI"
uv/bin/uv pip install --quiet --no-config --python "/opt/$tool/bin/python" \
  --no-deps --only-binary :all: --require-hashes --requirement "$tool-requirements.txt"
echo "» compiling its modules"
# Some modules warn about their own escape sequences; an unreadable one would fail the import, not this.
# The archive gives all files one time, which is not that in the bytecode: checked by it, everything would be compiled anew
# at every start.
"/opt/$tool/bin/python" -W ignore -m compileall -q -j 0 -f --invalidation-mode unchecked-hash \
  "/opt/$tool/lib" /usr/lib/python3* || true
END
chroot "$root" env -i PATH=/usr/bin:/usr/sbin LC_ALL=C.UTF-8 tool="$tool" title="$title" sh /tmp/install/run.sh
rm -rf "$root/tmp/install" "$root/etc/ssl/certs/ca-certificates.crt" "$root/usr/share/python-wheels"
