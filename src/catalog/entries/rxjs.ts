import { defineEntry } from '../types.js';

/** RxJS: what observers, `tap` and predicates give is not waited for; what `mergeMap` and its like give becomes part of the stream, with its error. */
export default defineEntry({
  id: 'rxjs',
  name: 'RxJS',
  packages: ['rxjs', 'rxjs/operators'],
  types: {
    Observable: {
      is: ['of|from|interval|timer|fromEvent|merge|concat|defer|combineLatest|forkJoin|zip|race|range|throwError()', 'new Observable|Subject|BehaviorSubject|ReplaySubject|AsyncSubject()', 'Observable.pipe|asObservable()'],
      annotations: ['Observable', 'Subject', 'BehaviorSubject', 'ReplaySubject', 'AsyncSubject'],
    },
  },
  callbacks: [
    { path: 'Observable.subscribe|forEach', from: 0, promise: 'dropped', source: 'rxjs@7.8.2 dist/cjs/internal/Subscriber.js:109-119', verified: '7.8.2' },
    { path: 'tap|finalize', from: 0, promise: 'dropped', source: 'rxjs@7.8.2 dist/cjs/internal/operators/tap.js', verified: '7.8.2' },
    { path: 'filter|find|findIndex|every|takeWhile|skipWhile|first|last|single', from: 0, promise: 'taken-for-true', source: 'rxjs@7.8.2 dist/cjs/internal/operators/filter.js', verified: '7.8.2' },
    { path: 'mergeMap|flatMap|concatMap|switchMap|exhaustMap|mergeScan|switchScan|expand|catchError|defer|retryWhen|repeatWhen', from: 0, promise: 'looked-at', source: 'rxjs@7.8.2 dist/cjs/internal/operators/mergeMap.js', verified: '7.8.2' },
  ],
});
