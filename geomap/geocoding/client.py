"""Asking one provider one question through geopy, and telling found, not_found and failed apart."""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus, urlsplit

from geopy import exc
from geopy.adapters import AdapterHTTPError, get_retry_after
from geopy.util import logger as geopy_logger

from geomap import __version__
from geomap.errors import GeocodingError, UsageError
from geomap.geocoding.lookup import LookupNominatim, read_lookup
from geomap.geocoding.places import MalformedAnswerError, read_place
from geomap.geocoding.records import Reply
from geomap.geocoding.transport import RedirectError, StrictAdapter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.geocoding.lookup import OsmId
    from geomap.geocoding.providers import Provider
    from geomap.geocoding.records import RecordedPlace
    from geomap.settings import Settings

# What may pass by itself within seconds; what no further question will mend.
RETRYABLE = frozenset({"timeout", "rate_limited", "server", "unreachable"})
FATAL = frozenset({"refused", "key", "quota", "redirect"})
_PLACEHOLDER = re.compile(r"(@|\b)(example\.(com|org|net)|localhost|invalid)$", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class UnansweredError(Exception):
    """No answer came, or none that can be trusted.

    Attributes
    ----------
    kind
        One of `Failure`'s kinds.
    detail
        In words, without keys.
    retry_after
        Seconds that the provider asks to wait; ``None`` when it does not say.
    """

    def __init__(self, kind: str, detail: str, retry_after: float | None = None) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail
        self.retry_after = retry_after


class Client:
    """One provider, ready to be asked.

    Parameters
    ----------
    provider
        Whom to ask, and its rules.
    settings
        Endpoint, user agent, e-mail and time-out.
    environment
        Where the key is read; the process's own environment by default.

    Raises
    ------
    UsageError
        If a key, a user agent or a contact is missing, or the endpoint is no URL.
    GeocodingError
        If the provider does not allow answers to be recorded.
    """

    def __init__(self, provider: Provider, settings: Settings, environment: dict[str, str] | None = None) -> None:
        if not provider.storable:
            raise GeocodingError(
                f"{provider.title} does not allow answers to be recorded ({provider.policy}).",
                "Ask another provider, or place the name yourself with `geomap correct`.",
            )
        self.provider = provider
        self.scheme, self.domain = _address(provider, settings.endpoint)
        self.endpoint = f"{self.scheme}://{self.domain}"
        self.public = self.domain == provider.domain
        if provider.contact and self.public:
            _demand_contact(provider, settings)
        self.user_agent = _user_agent(settings)
        self._key = provider.key(environment) if self.public or not provider.key_optional else _maybe(provider)
        self.timeout_s = settings.timeout_s
        self.adapter: StrictAdapter
        self.geocoder = self._build()
        _redact(self._key)

    def _build(self) -> Any:  # noqa: ANN401 -- geopy has no types
        from geopy.geocoders import get_geocoder_for_service

        options: dict[str, Any] = {
            "user_agent": self.user_agent,
            "timeout": self.timeout_s,
            "scheme": self.scheme,
            "adapter_factory": self._adapter,
        }
        if self.domain:
            options["domain"] = self.domain
        if self._key:
            options[self.provider.key_argument] = self._key
        try:
            if self.provider.lookup:
                return LookupNominatim(**options)
            return get_geocoder_for_service(self.provider.geopy)(**options)
        except (exc.GeopyError, TypeError) as error:
            raise UsageError(f"geopy refuses to make {self.provider.geopy}: {self._clean(error)}.") from error

    def _adapter(self, **options: Any) -> StrictAdapter:  # noqa: ANN401 -- geopy's
        self.adapter = StrictAdapter(**options)
        return self.adapter

    def params(self, country: str = "") -> str:
        """Return what is asked besides the name, as canonical JSON, without keys and contacts."""
        return json.dumps(self._arguments(country), sort_keys=True, separators=(",", ":"))

    def _arguments(self, country: str) -> dict[str, Any]:
        bound = {self.provider.countries: country.lower()} if country and self.provider.countries else {}
        return {**self.provider.arguments, **bound}

    def ask(self, name: str, country: str = "") -> Reply:
        """Ask about a name, once.

        Parameters
        ----------
        name
            The name.
        country
            ISO 3166-1 alpha-2 code that bounds the question; ``""`` for the whole world.

        Returns
        -------
        Reply
            A definite answer: found or not_found.

        Raises
        ------
        UnansweredError
            If no answer came, or none that can be trusted.
        """
        try:
            locations = self.geocoder.geocode(name, exactly_one=False, **self._arguments(country))
        except Exception as error:
            raise self.unanswered(error) from error
        listed = self._listed()
        locations = locations or []
        if len(locations) != len(listed):
            raise UnansweredError("malformed", f"{len(listed)} places were sent, {len(locations)} could be read")
        try:
            places = tuple(read_place(self.provider.name, location) for location in locations)
        except (MalformedAnswerError, AttributeError) as error:
            raise UnansweredError("malformed", self._clean(error)) from error
        return Reply(places, self.adapter.text, self.params(country), self.endpoint, self.provider.licence)

    def lookup(self, ids: Sequence[OsmId]) -> dict[OsmId, tuple[RecordedPlace, Any]]:
        """Return OpenStreetMap objects and their raw form by id, at most fifty; those that are gone are missing.

        Raises
        ------
        UnansweredError
            If no answer came, or none that can be trusted.
        """
        try:
            payload = self.geocoder.lookup(ids)
        except Exception as error:
            raise self.unanswered(error) from error
        try:
            return read_lookup(self.provider.name, payload, ids)
        except (ValueError, TypeError, AttributeError) as error:
            raise UnansweredError("malformed", self._clean(error)) from error

    def _listed(self) -> list[Any]:
        """Return the list of places in the raw answer; what holds none is no answer, not "nothing found"."""
        payload = json.loads(self.adapter.text)
        member = self.provider.answer
        if member and isinstance(payload, dict):
            payload = payload.get(member)
        if not isinstance(payload, list):
            raise UnansweredError("malformed", f"the answer holds no list of places {member!r}".replace(" ''", ""))
        return payload

    def unanswered(self, error: Exception) -> UnansweredError:
        """Return why an exception of geopy means that no answer came."""
        if isinstance(error, UnansweredError):
            return error
        status, wait = _status(error)
        return UnansweredError(_kind(error, status), self._clean(error), wait)

    def _clean(self, error: Exception) -> str:
        """Return an error in words, on one line, without the key."""
        text = " ".join(str(error).split()) or type(error).__name__
        for secret in _spellings(self._key):
            text = text.replace(secret, "***")
        return text[:300]


def _address(provider: Provider, endpoint: str) -> tuple[str, str]:
    """Return scheme and domain (with path) to ask."""
    if not endpoint:
        if not provider.domain:
            raise UsageError(f"{provider.title} has no public service.", "Name yours with the setting `endpoint`.")
        return provider.scheme, provider.domain
    parts = urlsplit(endpoint)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise UsageError(f"The endpoint {endpoint!r} is not an address.", "Give it as https://host/path.")
    if parts.username or parts.password:
        raise UsageError("The endpoint holds a password.", "Give keys in the environment only.")
    return parts.scheme, f"{parts.netloc}{parts.path}".strip("/")


def _demand_contact(provider: Provider, settings: Settings) -> None:
    reachable = _EMAIL.fullmatch(settings.email) and not _PLACEHOLDER.search(settings.email)
    if not (settings.user_agent and reachable):
        raise UsageError(
            f"{provider.title} asks everyone to say who they are ({provider.policy}).",
            'Set user_agent = "your-project/1.0" and email = "you@your.domain" in geomap.toml, '
            "or GEOMAP_USER_AGENT and GEOMAP_EMAIL, or name your own server with the setting `endpoint`.",
        )


def _user_agent(settings: Settings) -> str:
    contact = f" ({settings.email})" if settings.email else ""
    own = f"geomap/{__version__}"
    agent = f"{settings.user_agent} {own}{contact}" if settings.user_agent else f"{own}{contact}"
    if not agent.isascii() or not agent.isprintable():
        raise UsageError(f"The user agent {agent!r} holds characters that no HTTP header may.", "Use plain ASCII.")
    return agent


def _maybe(provider: Provider) -> str:
    try:
        return provider.key()
    except UsageError:
        return ""


def _status(error: Exception) -> tuple[int, float | None]:
    """Return HTTP status (0 for none) and the seconds of Retry-After."""
    http = error if isinstance(error, AdapterHTTPError) else error.__cause__
    if not isinstance(http, AdapterHTTPError):
        return 0, getattr(error, "retry_after", None)
    wait = get_retry_after(http.headers)
    return http.status_code, None if wait is None else float(wait)


def _kind(error: Exception, status: int) -> str:
    """Return the kind of failure; the first that fits wins, for geopy's classes inherit from each other."""
    kinds: tuple[tuple[type[Exception], str], ...] = (
        (RedirectError, "redirect"),
        (exc.GeocoderRateLimited, "rate_limited"),
        (exc.GeocoderQuotaExceeded, "quota"),
        (exc.GeocoderAuthenticationFailure, "key"),
        (exc.GeocoderInsufficientPrivileges, "refused"),
        (exc.GeocoderUnavailable, "unreachable"),
        (exc.GeocoderParseError, "malformed"),
    )
    for kind, name in kinds:
        if isinstance(error, kind):
            return name
    if status >= 500:
        return "server"
    if isinstance(error, exc.GeocoderTimedOut):
        return "timeout"
    if status or isinstance(error, exc.GeocoderQueryError):
        return "bad_request"
    if isinstance(error, exc.GeocoderServiceError):
        return "server"
    return "malformed"  # geopy stumbled over the answer itself


def _spellings(secret: str) -> tuple[str, ...]:
    return (secret, quote(secret, safe=""), quote_plus(secret)) if secret else ()


class _Redactor(logging.Filter):
    """Keeps keys out of geopy's own log lines, which spell out URLs."""

    def __init__(self) -> None:
        super().__init__()
        self.secrets: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        for secret in self.secrets:
            text = text.replace(secret, "***")
        record.msg, record.args = text, ()
        return True


_REDACTOR = _Redactor()


def _redact(key: str) -> None:
    _REDACTOR.secrets.update(_spellings(key))
    if _REDACTOR not in geopy_logger.filters:
        geopy_logger.addFilter(_REDACTOR)
