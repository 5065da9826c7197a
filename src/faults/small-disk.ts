import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of 256 MB in memory: an import of thousands fits, with its log. Undefined where one may not mount. */
export function mountSmallDisk(): string | undefined {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return undefined;
  const directory = mkdtempSync(join(tmpdir(), 'tandem-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m,mode=755', 'tmpfs', directory], {
      stdio: 'ignore',
    });
    return directory;
  } catch {
    return undefined;
  }
}

export async function unmount(disk: string | undefined): Promise<void> {
  if (!disk) return;
  execFileSync('umount', ['-l', disk]);
  await rm(disk, { recursive: true, force: true });
}

export async function onDisk(disk = '', name: string): Promise<string> {
  const dataDir = join(disk, name);
  await mkdir(dataDir);
  return dataDir;
}

/** Fills all but `left` bytes; whoever else writes meanwhile may leave less than that. */
export async function fillDisk(disk = '', left = 0): Promise<string> {
  const path = join(disk, 'filler');
  const { bavail, bsize } = await statfs(disk);
  await writeFile(path, Buffer.alloc(Math.max(0, bavail * bsize - left))).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  });
  return path;
}
