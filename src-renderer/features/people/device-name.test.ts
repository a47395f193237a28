import { expect, it } from 'vitest'
import { deviceName } from './device-name.ts'

it('names browser and system of a device', () => {
  expect(
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) interlock/0.1.0 Chrome/150.0.0.0 Electron/45.4.1 Safari/537.36',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'curl/8.5.0',
    ].map(deviceName),
  ).toEqual(['Chrome · Linux', 'Edge · Windows', 'Interlock · Linux', 'Safari · iOS', 'curl/8.5.0'])
})
