import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureProgram } from './ensure-program.ts'

/** A program as the documentation shows it. */
export interface Sample {
  readonly name: string
  readonly source: string
}

export interface SampleResult {
  readonly name: string
  /** 0 when no answer came. */
  readonly status: number
  /** What it printed, or why it ended. */
  readonly text: string
}

export const sampleLanguages = ['curl', 'JavaScript', 'Python'] as const
export type SampleLanguage = (typeof sampleLanguages)[number]

interface Runner {
  readonly program: () => string
  readonly extension: string
  /** Runs every file of a folder one after the other, each as it is, and writes what it printed beside it, the status last. */
  readonly source: string
}

const runners: Readonly<Record<SampleLanguage, Runner>> = {
  curl: {
    program: () => {
      ensureProgram('curl', 'curl')
      return ensureProgram('bash', 'bash')
    },
    extension: 'sh',
    // NB: curl takes from its own settings what a sample does not ask for.
    source: `
export CURL_HOME="$PWD"
printf 'silent\\nshow-error\\nwrite-out = "\\\\n%%{http_code}"\\n' > .curlrc
for sample in sample-*.sh; do ( . "./$sample" ) > "$sample.out" 2>&1; done`,
  },
  JavaScript: {
    program: () => process.execPath,
    extension: 'mjs',
    source: `
import { readdirSync, writeFileSync } from 'node:fs'
for (const sample of readdirSync('.').filter((name) => name.startsWith('sample-')).sort()) {
  let output = ''
  console.log = (status, body = '') => { output = JSON.stringify(body) + '\\n' + status }
  await import('./' + sample).catch((error) => { output = error.stack + '\\n0' })
  writeFileSync(sample + '.out', output)
}`,
  },
  Python: {
    program: () => ensureProgram('python3', 'python3'),
    extension: 'py',
    source: `
import glob, traceback, urllib.error
for sample in sorted(glob.glob("sample-*.py")):
    output = open(sample + ".out", "w", encoding="utf-8")
    own = {"__name__": "__main__", "print": lambda status, body="": output.write(f"{body}\\n{status}")}
    try:
        exec(compile(open(sample, encoding="utf-8").read(), sample, "exec"), own)
    except urllib.error.HTTPError as error:
        output.write(error.read().decode() + f"\\n{error.code}")
    except Exception:
        output.write(traceback.format_exc() + "\\n0")
    output.close()`,
  },
}

/** Runs samples in their order, in one process of their language. */
export async function runSamples(
  language: SampleLanguage,
  { samples, env }: { readonly samples: readonly Sample[]; readonly env: Readonly<Record<string, string>> },
): Promise<SampleResult[]> {
  const { program, extension, source } = runners[language]
  const folder = mkdtempSync(join(tmpdir(), 'interlock-samples-'))
  const fileOf = (place: number): string => join(folder, `sample-${String(place).padStart(4, '0')}.${extension}`)
  try {
    writeFileSync(join(folder, `run.${extension}`), source)
    for (const [place, sample] of samples.entries()) writeFileSync(fileOf(place), sample.source)
    await run(program(), [`run.${extension}`], { cwd: folder, env })
    return samples.map(({ name }, place) => ({ name, ...readOutput(`${fileOf(place)}.out`) }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run(
  program: string,
  args: readonly string[],
  { cwd, env }: { cwd: string; env: Readonly<Record<string, string>> },
): Promise<void> {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}: ${output}`))))
  })
}

function readOutput(file: string): Omit<SampleResult, 'name'> {
  const output = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const end = output.trimEnd().lastIndexOf('\n')
  return { status: Number(output.slice(end + 1)) || 0, text: output.slice(0, Math.max(end, 0)) }
}
