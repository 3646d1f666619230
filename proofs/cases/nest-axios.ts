import 'reflect-metadata';

import { HttpService } from '@nestjs/axios';
import axios from 'axios';
import { firstValueFrom, timeout } from 'rxjs';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { phases, wait } = subject('nest-axios', '@nestjs/axios');

const service = (defaults: object = {}): HttpService => new HttpService(axios.create(defaults));

export const cases: readonly Case[] = [
  ...phases('timeout', (url) => firstValueFrom(service().get(url, { timeout: limit }))),
  ...phases('ownTimeout', (url) => firstValueFrom(service({ timeout: limit }).get(url))),
  ...phases('signal', (url) => firstValueFrom(service().get(url, { signal: AbortSignal.timeout(limit) }))),
  ...phases('rxjsTimeout', (url) => firstValueFrom(service().get(url).pipe(timeout(limit)))),
  wait('timeout/default', (s) => firstValueFrom(service().get(s.silent))),
  wait('timeout/0/off', (s) => firstValueFrom(service().get(s.silent, { timeout: 0 }))),
];
