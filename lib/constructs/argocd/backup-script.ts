/**
 * What the backup job runs, with `bash -c`. Everything in clear text lies in `$HOME`, which is memory; the volume gets
 * ciphertext only, under its name only when it is whole. An export of another namespace than Argo CD's is nearly empty and no
 * error, so what must be in it is looked for.
 */
export const BACKUP_SCRIPT = `set -euo pipefail
umask 077
cd "$HOME"
argocd admin export --namespace "$NAMESPACE" > export.yaml
awk '
  /^kind: / { kind = $2 }
  /^[^ ]/ { inside = ($1 == "metadata:") }
  inside && /^  name: / { print kind "/" $2 }
' export.yaml > names
for wanted in $WANTED; do
  grep -qxF "$wanted" names || { echo "the export has no $wanted" >&2; exit 1; }
done
file="argocd-$(date -u +%Y%m%dT%H%M%SZ).yaml.gpg"
gpg --batch --no-tty --quiet --trust-model always --recipient-file "$PUBLIC_KEY" \\
  --output "$BACKUPS/.$file" --encrypt export.yaml
sync "$BACKUPS/.$file"
mv "$BACKUPS/.$file" "$BACKUPS/$file"
find "$BACKUPS" -maxdepth 1 -name '*argocd-*.yaml.gpg' -mtime "+$KEEP_DAYS" -delete
echo "$file: $(wc -l < names) objects"
`;
