import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import type { i18n as I18n } from 'i18next'
import { I18nextProvider } from 'react-i18next'
import { livePath } from '../../src-main/features/live/live.contract.ts'
import { csrfTokenIn, sessionQuery } from '../features/people/people.queries.ts'
import { createApi } from '../lib/api.ts'
import { createConnection } from '../lib/connection.ts'
import { createLiveLink } from '../lib/live-link.ts'
import { createLiveRefresh } from '../lib/live-refresh.ts'
import { type Services, ServicesProvider } from '../lib/services.tsx'
import { createWorkspaceChoice } from '../lib/workspace.ts'
import { RecordViewsProvider } from '../ui/record-views.tsx'
import { createWindowQueryClient } from './query-client.ts'
import { recordViews } from './record-views.ts'
import { createWindowRouter } from './router.tsx'
import { cssVariables, theme } from './theme.ts'

/** Makes everything that lives as long as the window. */
export function createApplication(i18n: I18n) {
  const workspace = createWorkspaceChoice()
  const connection = createConnection()
  const queryClient = createWindowQueryClient({
    connection,
    onSignedOut: () => leave(),
    onStaleCsrfToken: () => void queryClient.invalidateQueries({ queryKey: sessionQuery(api).queryKey }),
  })
  const api = createApi({
    fetch: (url, init) => globalThis.fetch(url, init),
    workspace: workspace.get,
    csrfToken: () => csrfTokenIn(queryClient),
    language: () => i18n.language,
    newId: () => newId(),
  })
  const refresh = createLiveRefresh(api, queryClient, () => Date.now())
  const live = createLiveLink({
    createSocket: () => new WebSocket(new URL(livePath, window.location.href.replace(/^http/, 'ws'))),
    listener: {
      onEvent: refresh.records,
      onChanged: refresh.list,
      onReload: refresh.everything,
      onCredentialChanged: () => void queryClient.invalidateQueries({ queryKey: sessionQuery(api).queryKey }),
    },
    random: Math.random,
  })
  const router = createWindowRouter({ api, queryClient }, workspace)
  const leave = (): void => {
    const { pathname, href } = router.state.location
    if (pathname === '/login' || pathname === '/setup') return
    queryClient.clear()
    void router.navigate({ to: '/login', search: { next: href } })
  }
  return { i18n, queryClient, router, services: { api, workspace, connection, live, now: () => Date.now() } satisfies Services }
}

/** NB: `crypto.randomUUID` exists only in secure contexts; a browser on the LAN before TLS is none. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function Application({ i18n, queryClient, router, services }: ReturnType<typeof createApplication>) {
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <ServicesProvider services={services}>
          <QueryClientProvider client={queryClient}>
            <RecordViewsProvider views={recordViews}>
              <RouterProvider router={router} />
            </RecordViewsProvider>
            <Notifications position="bottom-right" limit={4} />
          </QueryClientProvider>
        </ServicesProvider>
      </MantineProvider>
    </I18nextProvider>
  )
}
