import type { Plugin } from 'vite';

const EDITOR = /\/@zazuko\/yasqe\/build\/yasqe\.esm\.js$/;

/** What the SPARQL editor's package brings that must not be in a page that talks to its own server only. */
const CUTS: readonly (readonly [what: string, find: RegExp, put: string])[] = [
  [
    'prefixes of other sites',
    /^\}, madsrdf = "http[^\n]*, prefixes_default = \{\n(?:\t\w+(?:: "[^"]*")?,?\n)+\}, tokenTypes = \{$/m,
    '}, prefixes_default = {}, tokenTypes = {',
  ],
  [
    'prefix.cc',
    /e\.config\.prefixCcApi \? fetch\(e\.config\.prefixCcApi\)[\s\S]*?\)\) : Promise\.resolve\(prefixes_default\)/,
    'Promise.resolve(prefixes_default)',
  ],
  [
    'the vocabulary search of lov.linkeddata.es',
    /var fetchFromLov = [\s\S]*?\n\}, completers = \[\n\tconf\$3,\n\tconf\$2,\n\tconf\$1,\n\tconf\n\];/,
    'var completers = [conf$3];',
  ],
  [
    'properties and classes from there',
    /\}, conf\$1 = \{\n\tonInitialize[\s\S]*?\n\}, SUGGESTIONS_LIMIT = /,
    '}, SUGGESTIONS_LIMIT = ',
  ],
  ['the endpoint of dbpedia.org', /endpoint: "https:\/\/dbpedia\.org\/sparql"/, 'endpoint: "/sparql"'],
  [
    'links that are shared through others',
    /createShareableLink: function\(e\) \{[\s\S]*?\n\t\t\},/,
    'createShareableLink: void 0,',
  ],
  [
    'markup in the tooltip of an error',
    /"<strong style='text-decoration:underline'>" \+ escape\$1\(e\) \+ "<\/strong>"/,
    'e',
  ],
  [
    'the tooltip of a message',
    /tooltip\(this, n, escape\$1\(r\.state\.errorMsg\)\)/,
    'tooltip(this, n, r.state.errorMsg)',
  ],
  [
    'the tooltip as markup',
    /r\.style\.display = "block", r\.innerHTML = n, t\.appendChild\(r\);/,
    'r.style.display = "block", r.textContent = n, t.appendChild(r);',
  ],
  ['the hidden tooltip as markup', /r\.style\.display = "none"\), r\.innerHTML = n;/, 'r.style.display = "none");'],
  ['text that is run', /return j = eval\("\(" \+ text \+ "\)"\), typeof/, 'return j = void 0, typeof'],
  ["names of browsers' own globals", / \|\| Function\("return this"\)\(\)/, ''],
];
const FORBIDDEN = /dbpedia\.org\/sparql|linkeddata\.es|prefix\.cc|onlyfans|\beval\(|prefixCcApi\)/;

/** Cut from the editor all that could send a request elsewhere; the build fails where its code no longer fits. */
export function editor(): Plugin {
  return {
    name: 'editor',
    enforce: 'pre',
    transform(code, id) {
      if (!EDITOR.test(id.split('?')[0] ?? '')) return null;
      let kept = code;
      for (const [what, find, put] of CUTS) {
        if (kept.split(find).length !== 2) throw new Error(`@zazuko/yasqe has changed: ${what} is not where it was`);
        kept = kept.replace(find, () => put);
      }
      const left = FORBIDDEN.exec(kept);
      if (left) throw new Error(`@zazuko/yasqe still holds ${left[0]}`);
      return { code: kept, map: null };
    },
  };
}
