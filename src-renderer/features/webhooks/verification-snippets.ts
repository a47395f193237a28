import python from '../../../examples/verify_signature.py?raw'
import node from '../../../examples/verify-signature.mjs?raw'
import php from '../../../examples/verify-signature.php?raw'

export const snippetLanguages = ['Node.js', 'Python', 'PHP'] as const
export type SnippetLanguage = (typeof snippetLanguages)[number]

/** What a receiver does with X-Signature: the files of examples/, as they are tested there. */
export const verificationSnippets: Readonly<Record<SnippetLanguage, string>> = { 'Node.js': node, Python: python, PHP: php }
