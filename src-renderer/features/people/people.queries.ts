import { mutationOptions, type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RouteArguments } from '../../../src-main/contract/route.ts'
import { grants, type Scope } from '../../../src-main/contract/scopes.ts'
import {
  changePassword,
  getSession,
  getSetup,
  listSessions,
  type Session,
  setUpOwner,
  signIn,
  signOut,
  signOutEverywhere,
  updateProfile,
} from '../../../src-main/features/people/people.contract.ts'
import type { Api } from '../../lib/api.ts'
import { useApi, useServices, useWorkspace } from '../../lib/services.tsx'
import type { Workspace } from '../../lib/workspace.ts'

const sessionKey = ['session'] as const

/** Who is signed in, in which companies, with which scopes; fails with `unauthorized` when nobody is. */
export const sessionQuery = (api: Api) =>
  queryOptions({ queryKey: sessionKey, queryFn: ({ signal }) => api.callRoute(getSession, { signal }), staleTime: 60_000, retry: false })

/** The token that every unsafe call carries, as the last answer about the session gave it. */
export const csrfTokenIn = (queryClient: QueryClient): string | undefined => queryClient.getQueryData<Session>(sessionKey)?.csrfToken

export function rememberSession(queryClient: QueryClient, session: Session): void {
  queryClient.setQueryData(sessionKey, session)
}

export const setupQuery = (api: Api) =>
  queryOptions({ queryKey: ['setup'], queryFn: ({ signal }) => api.callRoute(getSetup, { signal }), retry: false })

export const devicesQuery = (api: Api) =>
  queryOptions({ queryKey: ['devices'], queryFn: ({ signal }) => api.callRoute(listSessions, { signal }) })

export const signInMutation = (api: Api) =>
  mutationOptions({ mutationFn: (body: RouteArguments<typeof signIn>['body']) => api.callRoute(signIn, { body }) })

export const setUpOwnerMutation = (api: Api) =>
  mutationOptions({ mutationFn: (body: RouteArguments<typeof setUpOwner>['body']) => api.callRoute(setUpOwner, { body }) })

export const updateProfileMutation = (api: Api) =>
  mutationOptions({ mutationFn: (body: RouteArguments<typeof updateProfile>['body']) => api.callRoute(updateProfile, { body }) })

export const changePasswordMutation = (api: Api) =>
  mutationOptions({ mutationFn: (body: RouteArguments<typeof changePassword>['body']) => api.callRoute(changePassword, { body }) })

/** `everywhere`: on all devices, this one included. */
export const signOutMutation = (api: Api) =>
  mutationOptions({ mutationFn: (everywhere: boolean) => api.callRoute(everywhere ? signOutEverywhere : signOut, {}) })

/** The signed-in person; undefined only on pages outside the shell. */
export const useSession = (): Session | undefined => useQuery(sessionQuery(useApi())).data

/** Whether the person may do what a scope guards; what they may not do is not shown. */
export function useCan(): (scope: Scope) => boolean {
  const held = useSession()?.scopes ?? []
  return (scope) => grants(held, scope)
}

/** Goes over to another company or environment, and forgets what was loaded of the old one. */
export function useChooseWorkspace(): (change: Partial<Workspace>) => void {
  const { api, workspace } = useServices()
  const queryClient = useQueryClient()
  return (change) => {
    const { queryKey } = sessionQuery(api)
    workspace.choose(change)
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== queryKey[0] })
    void queryClient.invalidateQueries({ queryKey })
  }
}

export interface CompanySettings {
  /** Whether the person may change here what the company has once, for live and sandbox alike. */
  readonly canChange: boolean
  /** Leads to Live, for who may change it there; undefined where there is nothing to say. */
  readonly toLive: (() => void) | undefined
}

/** Settings of the company, which the sandbox only shows. */
export function useCompanySettings(scope: Scope): CompanySettings {
  const isHolder = useCan()(scope)
  const isLive = useWorkspace().environment === 'live'
  const choose = useChooseWorkspace()
  return { canChange: isHolder && isLive, toLive: isHolder && !isLive ? () => choose({ environment: 'live' }) : undefined }
}
