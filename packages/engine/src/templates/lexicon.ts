/**
 * Words that programs' statements are written in. A word of these in a place tells rather another statement
 * ("connection opened", "connection closed") than another value of the same one ("user alice", "user bob").
 * Endings (-ed, -ing, -tion, …) are known by rule and not listed.
 */
const STATEMENT_WORDS = new Set(
  `a about above abort accept access account acknowledge across active add address after again agent alarm alert all
  allow already also always an and another any api app are argument array as ask assert async at attempt audit auth
  available await away back backend backoff backup bad balance bank base basic batch be because been before begin begun below beneath beside
  best better between bind bit block body boot both bound bridge broken broker browser buffer bug build built bulk bus
  busy but by bye byte bytes cache call came can cannot cancel capacity card case cause certificate change channel
  character check checkpoint checksum child choose class clean cleanup clear client clock clone close cluster code cold
  collect column command comment commit common compact complete component compute condition config configure conflict
  connect console consumer contact container content context continue control controller cookie copy core corrupt
  cost could count counter cpu crash create credential critical current cut cycle daemon data database date day
  dead deadlock debug default degraded delay delete deliver delta demand deny depth descriptor destroy detail detect
  device did die digest direct directory dirty disable disabled disc discard disconnect discover disk do does domain
  done down download drain drive driver drop due dump duplicate during each early edge element eject else emit empty
  enable enabled end endpoint engine enough enter entire entry equal error errors establish even event every exact exceed
  except exception execute executor exhaust exist exit expand expect expire explicit export extend external extra
  factory fail failover failure fallback false fast fatal fault feature fetch few field fifo file filesystem filter final
  find fine finish first fix flag flow flush folder follow follower for force foreign fork format forward found frame
  free frequency fresh from full function further garbage gateway generate get give global go goes gone good got grant graph
  group grow guard half halt handle handler handshake hard hardware has hash have he head header health heap
  heartbeat hello help here hidden high history hit hold home hook host hot how id idle if ignore illegal image
  immediate implicit import in inactive incoming incompatible incomplete incorrect increase index info
  init initial initiate inner input insert inside install instance instead insufficient integrity interface internal interrupt
  interval into invalid invoke io is issue it item its job join journal keep kernel kill kind know
  label lack large last late latency layer lazy leader leak lease least leave left length less level library life light like limit
  line link list listen listener little live load local lock log login logon logout long lookup loop loss lost low machine made
  magic main make malformed manager manual many map mark mask master match max may me mean memory merge message meta
  method metric middle might migrate min minor misc mismatch miss mode model modify module monitor more most mount
  move much multiple must mute name native near need negative neither network never new next no node non none nor normal not
  note nothing notice notify now null number object obtain occur of off offline offset ok old on once one online only
  open operation option or order origin other our out outer output over overflow overload override own owner packet page pair panic
  parameter parent parity parse part partial partition pass password past patch path pattern pause payload peer pending per
  percent perform period permanent permit persist phase physical pick pid ping pipe place plan please plugin point poll
  pool pop port position positive possible post power pre prefix prepare present press previous primary print prior private
  problem process processor produce producer profile program progress promote prompt proper protocol provide provider proxy
  public publish pull purge push put query queue quick quiet quit quorum quota race raise range rate raw reach read
  ready real reason rebalance reboot rebuild receive receiver recent record recover recovery recv redirect reduce refer refresh refuse
  region register registry reject release reliable reload remain remote remove rename render renew repair repeat replace
  replay replica reply report request require rerun reserve reset resize resolve resource respond response restart
  restore result resume retain retry return reuse revert review revoke right role roll rollback rotate round route router row
  rule run running runtime safe same sample save scan schedule schema scope score screen script search second secondary sector secure
  security see seek seem segment select self send sender sent sequence serial serious server service session set setup
  several shard share shell shift short should show shut shutdown side sign signal silent similar simple since single size
  skip slave sleep slot slow small snapshot so socket soft software some soon sort source space span spawn special speed
  split spurious stack stage stale stall standard standby start startup stat state statement static statistics stats status
  stay step still stop storage store stream strict string strong stuck sub submit subscribe subsystem succeed success
  such suffix suggest suite summary super support suppress suspend swap switch symbol sync syntax system table tag take target
  task template temporary term terminate test text than that the their them then there these they this thread threshold
  through throw tick ticket time timeout timer times to token too took top topic total trace track trail transaction transfer transform
  transient transport trap tree trigger trim true truncate trust try tunnel turn twice two type unable unavailable
  unauthorized unclean under undo unexpected unhandled uninstall union unique unit unknown unlock unmount unrecoverable unreachable
  unregister unresponsive unsafe until unusual up update upgrade upload upper upstream uptime usage use user using usual utility
  vacuum valid validate value variable vector verify version very via view violation virtual void volume vote wait wake
  wakeup want warm warn was watch watcher watchdog we weak web weight well went were what when where whether which while who whole why wide width
  will window wipe with within without word work worker would wrap write writer written wrong yes yet yield you your zero zone`.split(
    /\s+/,
  ),
);

const ENDINGS =
  /^\p{L}+(?:ed|ing|tion|sion|tions|ment|ments|able|ible|ly|ness|ance|ence|ity|ful|less|ive|ized|izing|er|or|ors|ers|ure|al)$/u;
const LETTERS = /^\p{L}+(?:'\p{L}+)?$/u;
/** Shorter words are too often names for their ending to tell. */
const ENDING_FROM = 6;

/** How much each look of a word tells that it is a value, when the place has held several words. */
const KEY = 0.02;
/** Before a bracket stands rather what is called: `init() failed`. */
const FUNCTION = 0.2;
/** Before a colon stands rather who speaks, or a value's name. */
const BEFORE_COLON = 0.4;
const STATEMENT = 0.15;
export const CAPITALS = 0.4;
const DOTTED = 0.7;
const NAME = 0.7;
const IDENTIFIER = 0.85;
const ODD = 1;

function isStatementWord(lower: string): boolean {
  if (STATEMENT_WORDS.has(lower)) return true;
  if (lower.length >= ENDING_FROM && ENDINGS.test(lower)) return true;
  return lower.endsWith('s') && STATEMENT_WORDS.has(lower.slice(0, -1));
}

/** How much a word in a place that varies tells that the place holds a value. A key ends in `=`. */
function weigh(word: string): number {
  if (word.endsWith('=')) return KEY;
  if (word.endsWith('(')) return FUNCTION;
  if (word.endsWith(':')) return weigh(word.slice(0, -1)) * BEFORE_COLON;
  const lower = word.toLowerCase();
  if (word.length > 1 && /^[A-Z_]+$/.test(word)) return CAPITALS;
  if (LETTERS.test(word)) {
    if (/\p{Ll}\p{Lu}/u.test(word)) return IDENTIFIER;
    return isStatementWord(lower) ? STATEMENT : NAME;
  }
  if (lower.split(/[-/']/).every(isStatementWord)) return STATEMENT;
  if (/^[\w.]+$/.test(word)) return word.includes('.') && word === lower ? DOTTED : IDENTIFIER;
  return ODD;
}

/** Words after which statements put a name, whatever it is. */
const BEFORE_NAMES = new Set(
  `user username users host hostname named called class package file folder directory path device interface module plugin service
  process client account database table topic queue provider`.split(/\s+/),
);

export const BEFORE_NAME = 3;
const BEFORE_VALUE = 1.5;

/** Words after which statements put a value. */
const BEFORE_VALUES = new Set(
  `for from to by user users host at on in of as with name named called service client package class file node job task group
  domain interface device module method command driver plugin topic queue table database account server address type state
  status reason code id key value property option action uid tty into via`.split(/\s+/),
);

/** What a word tells where a name is expected: what follows the name, `root(uid=0)`, `main:`, tells nothing then. */
export function nameWeight(word: string): number {
  const last = word.charCodeAt(word.length - 1);
  return valueWeight(last === 40 || last === 58 ? word.slice(0, -1) : word);
}

/** How much more a place after this word tells: statements put values after it. */
export function leadOf(word: string): number {
  const named = word.endsWith(':') || word.endsWith('=');
  const lower = (named ? word.slice(0, -1) : word).toLowerCase();
  if (BEFORE_NAMES.has(lower)) return BEFORE_NAME;
  return named || BEFORE_VALUES.has(lower) ? BEFORE_VALUE : 1;
}

const weights = new Map<string, number>();
/** Words whose weight is remembered. */
const REMEMBERED = 10_000;

/** 0 to 1: how much a word in a place that varies tells that the place holds a value. A word may end in `=` or `:`. */
export function valueWeight(word: string): number {
  let weight = weights.get(word);
  if (weight === undefined) {
    if (weights.size >= REMEMBERED) weights.clear();
    weights.set(word, (weight = weigh(word)));
  }
  return weight;
}
