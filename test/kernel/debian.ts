import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { must, run } from './command.ts';

/** Programs and kernel from Debian's packages, unpacked and not installed. */
export interface Debian {
  /** Where the packages are unpacked. */
  readonly root: string;
  /** `6.12.117+deb12-cloud-amd64` */
  readonly kernel: string;
  /** What unpacked programs need to run. */
  readonly env: NodeJS.ProcessEnv;
}

/** The packages, or why they cannot be had here. */
export type Provided = { readonly debian: Debian } | { readonly absent: string };

/** The series of kernels that the virtual one follows. */
const series = '6.12';

/** What a boot needs besides the kernel; apt adds what they depend on and this machine lacks. */
const programs = ['qemu-system-x86', 'acpica-tools', 'busybox-static', 'cpio', 'make'];

/**
 * Provides Debian's kernel and programs in a folder, from the machine's own apt sources and without root.
 * What was provided once is used again, without a look at the network.
 */
export async function provideDebian(folder: string): Promise<Provided> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return {
      absent: `the guest is built for Linux on x64, and this is ${process.platform} on ${process.arch}`,
    };
  mkdirSync(folder, { recursive: true });
  const known = readProvided(folder);
  if (known) return { debian: known };
  const apt = new Apt(folder);
  const kernel = await apt.newestKernel();
  if ('absent' in kernel) return kernel;
  const absent = await apt.download(kernel.version, kernel.kernel);
  if (absent !== null) return { absent };
  await apt.unpack(kernel.kernel);
  const debian = readProvided(folder);
  if (!debian) throw new Error(`the packages that were unpacked hold no kernel ${kernel.kernel}`);
  return { debian };
}

function readProvided(folder: string): Debian | null {
  const root = path.join(folder, 'root');
  const note = path.join(root, 'kernel-release');
  if (!existsSync(note)) return null;
  const libraries = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu'].map((each) => path.join(root, each));
  const binaries = ['usr/bin', 'usr/sbin', 'bin', 'sbin'].map((each) => path.join(root, each));
  return {
    root,
    kernel: readFileSync(note, 'utf8').trim(),
    env: {
      PATH: [...binaries, process.env['PATH']].join(':'),
      LD_LIBRARY_PATH: libraries.join(':'),
      QEMU_MODULE_DIR: path.join(root, 'usr/lib/x86_64-linux-gnu/qemu'),
    },
  };
}

/** apt over lists and archives of its own. */
class Apt {
  readonly #folder: string;
  readonly #options: readonly string[];

  constructor(folder: string) {
    this.#folder = folder;
    const lists = path.join(folder, 'apt/lists');
    const cache = path.join(folder, 'apt/cache');
    mkdirSync(path.join(lists, 'partial'), { recursive: true });
    mkdirSync(path.join(cache, 'archives/partial'), { recursive: true });
    const settings = {
      'Dir::State::lists': lists,
      'Dir::Cache': cache,
      // Nothing of the machine's is written, so that its locks need not be held, nor can they without root.
      'Debug::NoLocking': '1',
      'APT::Sandbox::User': process.env['USER'] ?? 'root',
      'Acquire::Retries': '2',
    };
    this.#options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  }

  async newestKernel(): Promise<{ version: string; kernel: string } | { absent: string }> {
    // One source of several may fail, and apt says so by its exit status or not at all: what is found counts.
    const updated = await run('apt-get', [...this.#options, 'update']);
    const name = `^linux-image-${series.replace('.', '\\.')}\\.[0-9]+\\+deb[0-9]+-cloud-amd64$`;
    const { said } = await run('apt-cache', [...this.#options, 'search', '--names-only', name]);
    const found = [...said.matchAll(/^linux-image-((\S+)-cloud-amd64) /gm)];
    const newest = found.toSorted((a, b) => a[2]!.localeCompare(b[2]!, 'en', { numeric: true })).at(-1);
    if (newest) return { kernel: newest[1]!, version: newest[2]! };
    const complaint = updated.said.split('\n').findLast((line) => /^(?:E|W|Err)\b|ENOENT/.test(line));
    return {
      absent: `no Linux ${series} in this machine's apt sources${complaint ? ` (${complaint})` : ''}`,
    };
  }

  /** Null, or why they cannot be had. */
  async download(version: string, kernel: string): Promise<string | null> {
    const gcc = (await run('gcc', ['--version'])).status === 0 ? [] : ['gcc'];
    const wanted = [...programs, ...gcc, `linux-kbuild-${version}`];
    const kept = ['--yes', '--no-install-recommends', '--download-only', 'install', ...wanted];
    const closure = await run('apt-get', [...this.#options, ...kept], { seconds: 600 });
    if (closure.status !== 0) return lastLine(closure.said);
    // Installed ones are not among these, and what the kernel depends on is of no use without installing it.
    const packages = [`linux-image-${kernel}`, `linux-headers-${kernel}`, `linux-headers-${version}-common`];
    const cwd = path.join(this.#folder, 'apt/cache/archives');
    const rest = await run('apt-get', [...this.#options, 'download', ...packages], { cwd, seconds: 600 });
    return rest.status === 0 ? null : lastLine(rest.said);
  }

  /** Into a folder beside, which takes its name when it is whole. */
  async unpack(kernel: string): Promise<void> {
    const archives = path.join(this.#folder, 'apt/cache/archives');
    const partial = mkdtempSync(path.join(this.#folder, 'root-'));
    const root = path.join(this.#folder, 'root');
    for (const archive of readdirSync(archives).filter((name) => name.endsWith('.deb')))
      await must('dpkg-deb', ['-x', path.join(archives, archive), partial]);
    const common = kernel.replace(/-cloud-amd64$/, '-common');
    // The one absolute path in the headers.
    writeFileSync(
      path.join(partial, `usr/src/linux-headers-${kernel}/Makefile`),
      `include ${root}/usr/src/linux-headers-${common}/Makefile\n`,
    );
    writeFileSync(path.join(partial, 'kernel-release'), `${kernel}\n`);
    rmSync(root, { recursive: true, force: true });
    renameSync(partial, root);
    rmSync(path.join(this.#folder, 'apt'), { recursive: true });
  }
}

function lastLine(said: string): string {
  return said.trim().split('\n').at(-1) ?? 'apt-get failed';
}
