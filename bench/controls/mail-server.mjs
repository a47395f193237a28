import { SMTPServer } from 'smtp-server'

/** Takes every mail and forgets it. */
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData: (stream, _, done) => void stream.resume().once('end', () => done()),
})
server.on('error', () => undefined)
server.listen(0, '127.0.0.1', () => console.log(`ready at smtp://127.0.0.1:${server.server.address().port}`))
process.once('SIGTERM', () => process.exit(0))
