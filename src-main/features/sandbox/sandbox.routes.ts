import { type BoundRoute, read, write } from '../../infra/http/bind.ts'
import { getSandbox, resetSandbox, updateSandboxSettings } from './sandbox.contract.ts'
import { onlySandbox, type SandboxService } from './sandbox.service.ts'

export const sandboxRoutes = (sandbox: SandboxService): BoundRoute[] => [
  read(getSandbox, ({ principal }) => sandbox.view(onlySandbox(principal.workspace))),
  write(updateSandboxSettings, (tx, { principal, body }) =>
    sandbox.setAnswerDelay(tx, onlySandbox(principal.workspace), body.answerDelayMs),
  ),
  write(resetSandbox, (tx, { principal, body }) => sandbox.reset(tx, onlySandbox(principal.workspace), body.seed)),
]
