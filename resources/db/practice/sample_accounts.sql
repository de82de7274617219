-- title: 연습용 계정 96개 (004) | 96 practice accounts (004)
-- needs: 004
--
-- 3 locked now, 2 with an expired lock, 2 inactive, 8 with failed logins, and one contradiction (legacy.sync:
-- not locked, yet locked until a future time). Times are relative to now(), so the locks run out within half an hour.
-- Practice only. Running it again changes nothing. The password hash has the shape of bcrypt but belongs to
-- no known password, so nobody logs in to these accounts; it also tells them from real ones.

WITH special (username, mailbox, last_login_ago, is_active, is_locked, locked_until_in, failed_login_attempts) AS (
    VALUES
        ('minji.kim',   'minji.kim',   '4 hours 54 minutes'::interval, true,  true,  '22 minutes 38 seconds'::interval,  5),
        ('user07',      'user07',      '19 hours 19 minutes',          true,  true,  '14 minutes 50 seconds',            5),
        ('user12',      'user12',      '5 hours 35 minutes',           true,  true,  '2 minutes 53 seconds',             5),
        ('user19',      'user19',      '18 hours 1 minute',            true,  true,  '-1 hour -4 minutes',               5),
        ('user23',      'user23',      '3 days 4 hours',               true,  true,  '-1 day -20 hours -22 minutes',     5),
        ('temp01',      'temp01',      '23 days 20 hours',             false, false, NULL,                               0),
        ('test.bot',    NULL,          NULL,                           false, false, NULL,                               3),
        ('user01',      'user01',      '11 minutes',                   true,  false, NULL,                               2),
        ('user02',      'user02',      '2 hours 26 minutes',           true,  false, NULL,                               1),
        ('legacy.sync', 'legacy.sync', '6 days 3 hours',               true,  false, '5 days 12 hours',                  0)
),
plain (username, mailbox) AS (
    SELECT v.username, v.mailbox
    FROM   (VALUES
               ('admin', 'admin'), ('operator', 'operator'), ('support01', 'support01'), ('support02', 'support02'),
               ('김서연', 'seoyeon.kim'), ('김서준', 'seojun.kim'), ('이도윤', 'doyun.lee'), ('이하은', 'haeun.lee'),
               ('박지호', 'jiho.park'), ('최유나', 'yuna.choi'), ('정민재', 'minjae.jung'), ('강수빈', 'subin.kang'),
               ('조현우', 'hyunwoo.cho'), ('윤채원', 'chaewon.yoon'), ('장시우', 'siwoo.jang'), ('한지민', 'jimin.han'),
               ('jiwoo.lee', 'jiwoo.lee'), ('hajun.park', 'hajun.park'), ('soyeon.choi', 'soyeon.choi'), ('dohyun.jung', 'dohyun.jung'),
               ('yerin.kang', 'yerin.kang'), ('taeyang.oh', 'taeyang.oh'), ('eunji.seo', 'eunji.seo'), ('junho.shin', 'junho.shin'),
               ('nayeon.kwon', 'nayeon.kwon'), ('woojin.hwang', 'woojin.hwang'), ('sumin.ahn', 'sumin.ahn'), ('gyuri.song', 'gyuri.song'),
               ('chanho.ryu', 'chanho.ryu'), ('bora.jeon', 'bora.jeon'), ('kyungmin.hong', 'kyungmin.hong'), ('mirae.ko', 'mirae.ko')
           ) AS v (username, mailbox)
    UNION ALL
    SELECT 'user' || lpad(i::text, 2, '0'), 'user' || lpad(i::text, 2, '0')
    FROM   generate_series(1, 60) AS s (i)
    WHERE  i NOT IN (1, 2, 7, 12, 19, 23)
),
numbered AS (
    SELECT username, mailbox, row_number() OVER (ORDER BY username COLLATE "C")::integer AS n
    FROM   (SELECT username, mailbox FROM special UNION ALL SELECT username, mailbox FROM plain) AS everyone
),
account AS (
    SELECT n.username,
           '$2b$12$PracticeAccountSalt..eThisHashMatchesNoPasswordAtAll.' AS password_hash,
           now() - interval '420 days' + n.n * interval '3 days 5 hours 7 minutes' AS created_at,
           CASE WHEN s.username IS NOT NULL THEN now() - s.last_login_ago
                WHEN n.username IN ('user58', 'user59', 'user60') THEN NULL
                ELSE now() - make_interval(mins => 3 + (n.n * 1733) % 20160) END AS last_login_at,
           n.mailbox || '@example.com' AS email,
           coalesce(s.is_active, true) AS is_active,
           coalesce(s.is_locked, false) AS is_locked,
           now() + s.locked_until_in AS locked_until,
           coalesce(s.failed_login_attempts, 0) AS failed_login_attempts
    FROM   numbered n LEFT JOIN special s USING (username)
),
inserted AS (
    INSERT INTO users (username, password_hash, created_at, last_login_at,
                       email, is_active, is_locked, locked_until, failed_login_attempts)
    SELECT username, password_hash, created_at, last_login_at,
           email, is_active, is_locked, locked_until, failed_login_attempts
    FROM   account
    ON CONFLICT (username) DO NOTHING
)
-- Practice accounts that came up from 003 have empty lockout columns: fill them once.
UPDATE users u
SET    email = a.email, is_active = a.is_active, is_locked = a.is_locked,
       locked_until = a.locked_until, failed_login_attempts = a.failed_login_attempts
FROM   account a
WHERE  u.username = a.username
AND    u.password_hash = a.password_hash
AND    NOT EXISTS (SELECT FROM users p WHERE p.password_hash = a.password_hash AND p.email IS NOT NULL);

-- The failures behind the counters, so that an account's history explains its state.
INSERT INTO login_attempts (ip_address, username, success, attempted_at, user_agent)
SELECT '198.51.100.' || (10 + dense_rank() OVER (ORDER BY u.username COLLATE "C")), u.username, false,
       coalesce(u.locked_until - interval '30 minutes', now() - interval '4 minutes')
           - (u.failed_login_attempts - k.nth) * interval '25 seconds',
       'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0'
FROM   users u CROSS JOIN LATERAL generate_series(1, u.failed_login_attempts) AS k (nth)
WHERE  u.password_hash = '$2b$12$PracticeAccountSalt..eThisHashMatchesNoPasswordAtAll.'
AND    NOT EXISTS (SELECT FROM login_attempts a WHERE a.ip_address LIKE '198.51.100.%');

INSERT INTO admins (user_id, granted_at)
SELECT u.id, u.created_at
FROM   users u
WHERE  u.username IN ('admin', 'operator')
AND    u.password_hash = '$2b$12$PracticeAccountSalt..eThisHashMatchesNoPasswordAtAll.'
ON CONFLICT (user_id) DO NOTHING;

-- Token hashes are plain numbers here: no token has them as its hash.
INSERT INTO sessions (user_id, token_hash, ip_address, user_agent, created_at, last_seen_at, expires_at)
SELECT u.id, lpad(row_number() OVER (ORDER BY u.username COLLATE "C")::text, 64, '0'), '192.0.2.20',
       'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
       u.last_login_at, u.last_login_at + interval '2 minutes', u.last_login_at + interval '12 hours'
FROM   users u
WHERE  u.username IN ('admin', 'minji.kim', 'support01', 'user01', 'user03', '김서연')
AND    u.password_hash = '$2b$12$PracticeAccountSalt..eThisHashMatchesNoPasswordAtAll.'
ON CONFLICT (token_hash) DO NOTHING;

-- Addresses come from the blocks reserved for documentation (RFC 5737); they also mark these rows as practice rows.
INSERT INTO login_attempts (ip_address, username, success, attempted_at, user_agent)
SELECT '192.0.2.' || (20 + row_number() OVER (ORDER BY u.username COLLATE "C", d.days) % 200),
       u.username, true, u.last_login_at - make_interval(days => d.days),
       'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0'
FROM   users u CROSS JOIN generate_series(0, 2) AS d (days)
WHERE  u.last_login_at IS NOT NULL
AND    u.password_hash = '$2b$12$PracticeAccountSalt..eThisHashMatchesNoPasswordAtAll.'
AND    NOT EXISTS (SELECT FROM login_attempts a WHERE a.ip_address LIKE '192.0.2.%');

-- Names nobody has: a typing slip, and somebody trying his luck.
INSERT INTO login_attempts (ip_address, username, success, attempted_at, user_agent)
SELECT v.ip_address, v.username, false, now() - v.ago::interval, v.user_agent
FROM   (VALUES ('203.0.113.9',  'root',      '1 day 2 hours',            'python-requests/2.31.0'),
               ('203.0.113.9',  'postgres',  '1 day 1 hour 59 minutes',  'python-requests/2.31.0'),
               ('203.0.113.40', 'minji.kin', '5 hours 2 minutes',        NULL)) AS v (ip_address, username, ago, user_agent)
WHERE  NOT EXISTS (SELECT FROM login_attempts a WHERE a.ip_address LIKE '203.0.113.%');

-- Fixed ids make a second run find what the first one wrote.
INSERT INTO conversations (id, user_id, title, model_name, created_at, updated_at)
SELECT v.id::uuid, u.id, v.title, 'local-llm-8b', now() - v.ago::interval, now() - v.ago::interval + interval '4 minutes'
FROM   (VALUES ('00000000-0000-4000-8000-000000000001', 'minji.kim', '민원 답변 초안',          '2 days 3 hours'),
               ('00000000-0000-4000-8000-000000000002', 'minji.kim', '회의록 요약',             '1 day 5 hours'),
               ('00000000-0000-4000-8000-000000000003', 'user01',    '보도자료 문장 다듬기',    '9 minutes'),
               ('00000000-0000-4000-8000-000000000004', '김서연',    '조례 개정안 비교',        '6 days 1 hour'),
               ('00000000-0000-4000-8000-000000000005', 'jiwoo.lee', 'Translate a notice',      '11 days')) AS v (id, username, title, ago)
JOIN   users u ON u.username = v.username
              AND u.password_hash = '$2b$12$PracticeAccountSalt..eThisHashMatchesNoPasswordAtAll.'
ON CONFLICT (id) DO NOTHING;

INSERT INTO messages (conversation_id, role, content, token_count, created_at)
SELECT c.id, v.role, v.content, v.token_count, c.created_at + v.after::interval
FROM   (VALUES ('00000000-0000-4000-8000-000000000001', 'system',    '정중한 행정 문체로 답하세요.',                              14, '0 seconds'),
               ('00000000-0000-4000-8000-000000000001', 'user',      '가로등 고장 신고에 대한 답변 초안을 써 주세요.',            22, '5 seconds'),
               ('00000000-0000-4000-8000-000000000001', 'assistant', '안녕하세요. 신고해 주신 가로등은 3일 안에 점검하겠습니다.', 31, '19 seconds'),
               ('00000000-0000-4000-8000-000000000002', 'user',      '첨부한 회의록을 다섯 줄로 요약해 주세요.',                  19, '0 seconds'),
               ('00000000-0000-4000-8000-000000000002', 'assistant', '1. 예산안은 다음 주에 다시 검토합니다.',                    18, '24 seconds'),
               ('00000000-0000-4000-8000-000000000003', 'user',      '이 문장을 더 짧게 고쳐 주세요.',                            15, '0 seconds'),
               ('00000000-0000-4000-8000-000000000003', 'assistant', '네, 두 문장으로 나누었습니다.',                             13, '8 seconds'),
               ('00000000-0000-4000-8000-000000000004', 'user',      '두 개정안의 차이를 표로 정리해 주세요.',                    17, '0 seconds'),
               ('00000000-0000-4000-8000-000000000004', 'assistant', '제3조와 제7조가 다릅니다.',                                 12, '31 seconds'),
               ('00000000-0000-4000-8000-000000000005', 'user',      'Please put this notice into plain English.',                11, '0 seconds'),
               ('00000000-0000-4000-8000-000000000005', 'assistant', 'The library is closed on Monday.',                           9, '6 seconds')
       ) AS v (conversation_id, role, content, token_count, after)
JOIN   conversations c ON c.id = v.conversation_id::uuid
WHERE  NOT EXISTS (SELECT FROM messages m WHERE m.conversation_id = c.id);

INSERT INTO documents (id, user_id, conversation_id, file_name, content_type, size_bytes, sha256, storage_path, created_at)
SELECT '00000000-0000-4000-8000-0000000000d1', c.user_id, c.id, '회의록.pdf', 'application/pdf', 184320,
       repeat('0', 64), 'practice/meeting-notes.pdf', c.created_at
FROM   conversations c
WHERE  c.id = '00000000-0000-4000-8000-000000000002'
ON CONFLICT DO NOTHING;

INSERT INTO tags (user_id, name, created_at)
SELECT c.user_id, '업무', c.created_at
FROM   conversations c
WHERE  c.id = '00000000-0000-4000-8000-000000000001'
ON CONFLICT (user_id, name) DO NOTHING;

INSERT INTO conversation_tags (conversation_id, tag_id)
SELECT c.id, t.id
FROM   conversations c JOIN tags t ON t.user_id = c.user_id AND t.name = '업무'
WHERE  c.id IN ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002')
ON CONFLICT DO NOTHING;

INSERT INTO metric_snapshots (metric_type, granularity, value, collected_at)
SELECT 'active_users', 'hourly', 8 + (h.hours * 7) % 23, date_trunc('hour', now()) - make_interval(hours => h.hours)
FROM   generate_series(0, 23) AS h (hours)
WHERE  NOT EXISTS (SELECT FROM metric_snapshots);
