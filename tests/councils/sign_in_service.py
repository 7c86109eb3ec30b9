"""A stand-in for a council's own sign-in service: a small OpenID provider over HTTP.

It does what a real one does on the wire – configuration, sign-in page that redirects
back, code against token with the client's secret and the PKCE verifier, signed token,
keys – for the person that the test names.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "portal", "secret-of-the-client"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class SignInService(ThreadingHTTPServer):
    """`person` is who signs in; `token` changes what the id token claims."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Desk)
        self.origin = f"http://127.0.0.1:{self.server_port}"
        self.person = {}
        self.token = {}
        self.codes = {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def id_token(self):
        claims = {
            "iss": self.origin,
            "aud": CLIENT,
            "sub": self.person["sub"],
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            **self.token,
        }
        return jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "one"})


class Desk(BaseHTTPRequestHandler):
    """Answers for the service."""

    def do_GET(self):
        path, asked = urlsplit(self.path).path, self.query(urlsplit(self.path).query)
        if path == "/authorize":
            return self.sign_in(asked)
        pages = {
            "/.well-known/openid-configuration": self.configuration,
            "/keys": self.keys,
            "/userinfo": lambda: self.server.person,
        }
        return self.say(pages[path]())

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        given = self.query(self.rfile.read(length).decode())
        challenge = self.server.codes.pop(given["code"], None)
        verifier = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        proven = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        if challenge != proven or given["client_secret"] != SECRET:
            return self.say({"error": "invalid_grant"}, 400)
        token = {"access_token": "a", "id_token": self.server.id_token()}
        return self.say(token | {"token_type": "Bearer", "expires_in": 300})

    def sign_in(self, asked):
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        code = secrets.token_urlsafe(8)
        self.server.codes[code] = asked["code_challenge"]
        back = urlencode({"code": code, "state": asked["state"]})
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{back}")
        self.end_headers()

    def configuration(self):
        here = self.server.origin
        return {
            "issuer": here,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "userinfo_endpoint": f"{here}/userinfo",
            "jwks_uri": f"{here}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self):
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [key | {"kid": "one", "alg": "RS256", "use": "sig"}]}

    @staticmethod
    def query(text):
        return dict(parse_qsl(text))

    def say(self, answer, status=200):
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Tests read no log."""
