/** Keeps the first characters that help to recognise a secret, `live_8kQ2••••`. */
export const masked = (value: string): string => `${value.length > 12 ? value.slice(0, 6) : ''}••••`
