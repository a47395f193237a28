const secretNames = /(^|[_-])(secret|password|passphrase|token|authorization|cookie|api[_-]?key|signature|private[_-]?key)s?$/i

/** Whether a field or header of this name holds something that must not be read over a shoulder. */
export const isSecretName = (name: string): boolean => secretNames.test(name.replace(/([a-z])([A-Z])/g, '$1_$2'))

/** Keeps the first characters that help to recognise a secret, `live_8kQ2••••`. */
export const masked = (value: string): string => `${value.length > 12 ? value.slice(0, 6) : ''}••••`
