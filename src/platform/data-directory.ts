import { mkdir, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { errorCode, messageOf, Refusal } from './refusal.ts';

/** Makes the data directory and proves that it can be written to, before anything depends on it. */
export async function prepareDataDirectory(dataDir: string): Promise<void> {
  const probe = join(dataDir, `.probe-${process.pid}`);
  try {
    await mkdir(dataDir, { recursive: true });
    // More than a block: a full disk still makes empty files.
    await writeFile(probe, Buffer.alloc(16_384, 1), { flush: true });
  } catch (error) {
    throw refusalOf(error, dataDir);
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

export function diskFull(where: string): Refusal {
  return new Refusal(
    `The disk is full: ${where} cannot be written to. What was saved before is kept. ` +
      `Free some space (Tandem needs about 200 MB to start), then start again.`,
  );
}

function refusalOf(error: unknown, dataDir: string): Error {
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(dataDir);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new Refusal(
      `The data directory ${dataDir} is not writable for the user "${userInfo().username}" (${code}). ` +
        `Nothing was changed. Give that user the directory (chown), or set DATA_DIR to another one.`,
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new Refusal(
      `DATA_DIR ${dataDir} is not a directory. Set DATA_DIR to a directory, or move the file away.`,
    );
  }
  return new Refusal(`The data directory ${dataDir} cannot be used: ${messageOf(error)}.`);
}
