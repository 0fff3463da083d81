// Ends the processes of a control plane when the harness is gone, however it went: the pipe to it closes by itself, also
// when it was killed. `+PID` on standard input adds a process group, `-PID` forgets it.
import { createInterface } from 'node:readline';

const PATIENCE = 5_000;
const groups = new Set();

function signal(pid, name) {
  try {
    process.kill(-pid, name);
    return true;
  } catch {
    return false; // It has ended.
  }
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) groups.add(pid);
  else groups.delete(pid);
});
lines.on('close', () => {
  for (const pid of groups) signal(pid, 'SIGTERM');
  const end = Date.now() + PATIENCE;
  const timer = setInterval(() => {
    const alive = [...groups].filter((pid) => signal(pid, 0));
    if (alive.length > 0 && Date.now() < end) return;
    for (const pid of alive) signal(pid, 'SIGKILL');
    clearInterval(timer);
  }, 100);
});
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => undefined);
