import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigError } from './config.ts'

/** Starts to accept connections. @returns the port in use. @throws ConfigError when the port or the host cannot be had. */
export function listen(server: Server, options: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, options)))
    server.listen(options.port, options.host, () => {
      server.removeAllListeners('error')
      resolve((server.address() as AddressInfo).port) // a TCP server has an AddressInfo
    })
  })
}

function listenError(error: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigError(
        `--port ${port} is in use on ${host}: another program, or another Interlock, listens there. Choose another port.`,
        { cause: error },
      )
    case 'EACCES':
      return new ConfigError(`--port ${port} needs rights that this account does not have. Choose a port above 1023.`, { cause: error })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigError(`--host ${host} is no address of this machine.`, { cause: error })
    default:
      return error
  }
}

/** How long requests under way may take to finish when the program stops, in milliseconds. */
const graceMs = 3_000

/** Stops accepting, lets requests under way finish, and cuts what is left after the grace time. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve()
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    // NB: a kept-alive connection whose last request ends only now would otherwise stay until the cut.
    const sweep = setInterval(() => server.closeIdleConnections(), 50)
    server.close(() => {
      clearTimeout(cut)
      clearInterval(sweep)
      resolve()
    })
    server.closeIdleConnections()
  })
}
