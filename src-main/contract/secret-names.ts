const secretNames =
  /(^|[_-])(secret|secret[_-]?key|password|passphrase|passwd|pwd|token|authorization|credential|cookie|api[_-]?key|access[_-]?key|signature|private[_-]?key|code[_-]?verifier|assertion|pfx)s?$/i

/** Whether a field or header of this name holds something that nobody but its owner may read. */
export const isSecretName = (name: string): boolean => secretNames.test(name.replace(/([a-z])([A-Z])/g, '$1_$2'))
