import { Command, InvalidArgumentError, Option } from 'commander'
import { scopes } from '../contract/scopes.ts'
import { createKey } from './create-key.ts'
import { doctor } from './doctor.ts'
import { init } from './init.ts'
import { serve } from './serve.ts'
import type { Surroundings } from './surroundings.ts'

const port = (value: string): number => {
  const number = Number(value)
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.')
}

const scopeList = (value: string): string[] => {
  const given = value.split(',').map((scope) => scope.trim())
  const unknown = given.find((scope) => !scopes.some((known) => known === scope))
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is no scope. There are: ${scopes.join(', ')}.`)
  return given
}

/** The command line of the headless host. */
export function createProgram(surroundings: Surroundings): Command {
  const program = new Command('interlock').description('The integration center of a factory.').version(surroundings.version)
  addServe(program, surroundings)
  addInit(program, surroundings)
  addKey(program, surroundings)
  addDoctor(program, surroundings)
  return program
}

const dataDir = ({ defaultDataDir }: Surroundings): Option =>
  new Option('--data-dir <dir>', 'folder of all data').default(defaultDataDir).env('INTERLOCK_DATA_DIR')
const portOption = (): Option => new Option('--port <number>', 'port to listen on').argParser(port).env('INTERLOCK_PORT')
const hostOption = (): Option => new Option('--host <address>', 'address to listen on').env('INTERLOCK_HOST')

function addServe(program: Command, surroundings: Surroundings): void {
  program
    .command('serve', { isDefault: true })
    .description('serve the API and the window')
    .addOption(dataDir(surroundings))
    .addOption(portOption())
    .addOption(hostOption())
    .addOption(
      new Option('--log-level <level>', 'least level of the log').choices(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    )
    .addOption(
      new Option('--redis-url <url>', 'a Redis in which several hosts count limits and keep answers together').env('INTERLOCK_REDIS_URL'),
    )
    .option('--demo', 'fill a fresh data folder with a sample plant', false)
    .action((options) => serve(options, surroundings))
}

function addInit(program: Command, surroundings: Surroundings): void {
  program
    .command('init')
    .description('create the first company and its owner, unattended')
    .addOption(dataDir(surroundings))
    .requiredOption('--company <name>', 'name of the company')
    .requiredOption('--email <address>', 'e-mail address of the owner')
    .option('--name <name>', 'name of the owner; the e-mail address unless given')
    .requiredOption('--password-stdin', 'read the password from standard input')
    .action((options) => init(options, surroundings))
}

function addKey(program: Command, surroundings: Surroundings): void {
  program
    .command('key')
    .description('manage API keys')
    .command('create')
    .description('create an API key and print it once')
    .addOption(dataDir(surroundings))
    .requiredOption('--company <slug>', 'company, as in the folder companies/<slug>')
    .addOption(new Option('--env <environment>', 'environment').choices(['live', 'sandbox']).makeOptionMandatory())
    .requiredOption('--name <name>', 'what the key is for')
    .requiredOption('--scopes <list>', 'scopes, separated by commas', scopeList)
    .option('--rate-limit <number>', 'requests an hour', Number)
    .option('--json', 'print as JSON', false)
    .action((options) => createKey(options, surroundings))
}

function addDoctor(program: Command, surroundings: Surroundings): void {
  program
    .command('doctor')
    .description('check files, schema, integrity, vault and port')
    .addOption(dataDir(surroundings))
    .addOption(portOption())
    .addOption(hostOption())
    .action((options) => doctor(options, surroundings))
}
