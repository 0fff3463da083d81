// Written so that a Node of any age can read it and say that it is too old.

/** Whether this Node can run the rest; says so on stderr when it cannot. */
export function nodeIsNewEnough() {
  var version = process.versions.node;
  if (Number(version.split('.')[0]) >= 20) return true;
  process.stderr.write('argosy: needs Node 20 or newer, this is Node ' + version + '\n');
  process.exitCode = 70;
  return false;
}
