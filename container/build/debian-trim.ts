/** Hook lines that every unpacked root shares: what no container reads goes, and what describes this machine too. */
export const trimRoot = `
# mmdebstrap copies these two from this machine; Docker brings its own.
rm -f "$root/etc/resolv.conf" "$root/etc/hostname"
rm -rf "$root/usr/share/locale" "$root/usr/share/man" "$root/usr/share/info" "$root/usr/share/lintian"
# The licences stay; the rest of the documentation goes.
for file in "$root"/usr/share/doc/*/*; do
  case $file in */copyright) ;; *) rm -rf "$file" ;; esac
done
# Unconfigured packages leave no users behind.
printf 'root:x:0:0:root:/root:/bin/sh\\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\\n' > "$root/etc/passwd"
printf 'root:x:0:\\nnogroup:x:65534:\\n' > "$root/etc/group"
`;
