import { isForDevelopment } from '../../files/artifact-names.js';

/** A variable of a file of environments whose value is a secret. */
export interface EnvSecret {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const secretName = /(?:^|_)(?:SECRET|PASSWORD|PASSWD|TOKEN|PRIVATE_KEY|API_KEY|APIKEY|ACCESS_KEY|SECRET_KEY|ENCRYPTION_KEY|SIGNING_KEY|SALT)(?:_BASE|_HEX)?$/;
/** What browsers get anyway, and what switches something. */
const publicName = /^(?:NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC|PUBLIC|GATSBY|EXPO_PUBLIC)_|PUBLIC_KEY|SITE_KEY|PUBLISHABLE|(?:^|_)(?:ENABLE|DISABLE|SHOW|HIDE|ALLOW|REQUIRE|RESET|USE)_/;
const placeholder = /\$\{?\w|<|>|\*{3}|\.{3}|x{4,}|your|change|example|placeholder|dummy|replace|insert|secret|password|generate|openssl|todo|none|null|test|local|default|dev|sample|demo/i;

/** Whether the name of a variable says that it holds a secret that is not for browsers. */
export function namesSecret(name: string): boolean {
  return /^[A-Z]/.test(name) && secretName.test(name) && !publicName.test(name);
}

/** The variables of a text that hold a secret by name and by value: long, of letters and digits, and no word. */
export function envSecrets(text: string): readonly EnvSecret[] {
  return [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Z][A-Z0-9_]*)[ \t]*=[ \t]*(["']?)([^\s"'#]+)\2/gm)].flatMap((match) => {
    const [whole, name = '', , value = ''] = match;
    if (!secretName.test(name) || publicName.test(name) || placeholder.test(value) || !looksRandom(value)) return [];
    const start = match.index + whole.indexOf(name);
    return [{ name, value, start, end: start + name.length }];
  });
}

function looksRandom(value: string): boolean {
  return value.length >= 16 && /\d/.test(value) && /[a-z]/i.test(value) && new Set(value).size >= 10;
}

/** Whether a file holds settings for developing, or shows what they look like. */
export function isNoProduction(path: string): boolean {
  return isForDevelopment(path) || /\.(?:template|tpl|dist|defaults?)$/.test(path);
}
