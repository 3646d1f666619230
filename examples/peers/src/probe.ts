import axios from 'axios';
import { Pool } from 'pg';
import { client } from './client.js';

export async function bare(url: string): Promise<unknown> {
  const response = await fetch(url);
  return response.json();
}

export async function ignored(url: string): Promise<unknown> {
  const options = { method: 'GET', timeout: 5_000 };
  const response = await fetch(url, options);
  return response.json();
}

export async function unheard(url: string): Promise<unknown> {
  const controller = new AbortController();
  const response = await fetch(url, { signal: controller.signal });
  return response.json();
}

export async function unbounded(url: string): Promise<unknown> {
  const { data } = await axios.get<unknown>(url);
  return data;
}

export async function inTheBody(url: string): Promise<unknown> {
  const { data } = await axios.post<unknown>(url, { timeout: 5_000 });
  return data;
}

export async function elsewhere(): Promise<unknown> {
  const { data } = await client.get<unknown>('/users');
  return data;
}

const pool = new Pool({ max: 10 });

export async function query(): Promise<unknown[]> {
  const { rows } = await pool.query<{ id: number }>('SELECT id FROM users LIMIT 10');
  return rows;
}
