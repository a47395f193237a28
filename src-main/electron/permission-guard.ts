import type { Session } from 'electron'
import { isOwnPage } from './navigation-guard.ts'

/** Copying to the clipboard is the one permission that the pages use, and only our own pages have it. */
const allowedPermission = 'clipboard-sanitized-write'

/** Denies camera, microphone, location, USB and every other permission to every page. */
export function denyPermissions(session: Session, ownOrigin: string): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(permission === allowedPermission && isOwnPage(details.requestingUrl, ownOrigin)),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) => permission === allowedPermission && isOwnPage(origin, ownOrigin))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
}
