import { notLoggedIn } from '../../../errors.ts';
import { changePassword } from '../../../registers/sessions/change-password.ts';
import { loginAccount } from '../../../registers/sessions/login-account.ts';
import { sendLoginCode, takeCodeRequest } from '../../../registers/sessions/login-code.ts';
import { loginMember } from '../../../registers/sessions/login-member.ts';
import { endSession } from '../../../registers/sessions/open-session.ts';
import { readSession } from '../../../registers/sessions/read-session.ts';
import { writeAudit } from '../../../registers/audit/write-audit.ts';
import { describeError } from '../../middleware/problems.ts';
import { defineRoute, type Route } from '../../route.ts';
import { describeSession } from './describe-session.ts';
import { codeRequest, login, passwordChange, sessionInfo } from './schemas.ts';

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/session',
    summary: '我是谁、能做什么；未登录时 actor 为空',
    authorize: 'public',
    passive: true,
    response: sessionInfo,
    handler: ({ sessionToken, ip, node }, services) => describeSession(services, node, sessionToken, ip),
  }),
  defineRoute({
    method: 'post',
    path: '/api/session',
    summary: '登录：单位用户名加密码；党员姓名加手机号，再加验证码或本人密码',
    authorize: 'public',
    body: login,
    response: sessionInfo,
    async handler({ body, ip, userAgent, sessionToken, setSession, node }, services) {
      const visit = { ip, userAgent };
      const token =
        body.kind === 'account'
          ? await loginAccount(services, body, visit)
          : await loginMember(services, body, visit);
      if (sessionToken) await endSession(services, sessionToken);
      setSession(token);
      return describeSession(services, node, token, ip);
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/session',
    summary: '退出登录',
    authorize: 'public',
    async handler({ visitor, sessionToken, setSession }, services) {
      if (sessionToken) await endSession(services, sessionToken);
      if (visitor) {
        await writeAudit(services.db, {
          at: services.clock.now(),
          actor: visitor,
          action: 'logout',
          resource: 'session',
        });
      }
      setSession(null);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/session/code',
    summary: '向党员登记的手机号发送登录验证码；不论有没有这个人，回答都一样',
    authorize: 'public',
    body: codeRequest,
    async handler({ body, node }, services) {
      await takeCodeRequest(services, body);
      // not waited for: how long it takes would tell whether there is such a member
      void sendLoginCode(services, body).catch((error: unknown) =>
        node.log.error('login code could not be sent', describeError(error)),
      );
    },
  }),
  defineRoute({
    method: 'put',
    path: '/api/session/password',
    summary: '修改本人密码；其他地方的登录随之失效',
    authorize: 'login',
    beforePasswordChange: true,
    body: passwordChange,
    response: sessionInfo,
    async handler({ body, sessionToken, ip, node }, services) {
      const session = sessionToken ? await readSession(services, sessionToken, ip) : null;
      if (!session) throw notLoggedIn();
      await changePassword(services, session, body);
      return describeSession(services, node, sessionToken, ip);
    },
  }),
];
