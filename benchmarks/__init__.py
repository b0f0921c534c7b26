"""Speed of compiled dynamic networks beside what users have today: ``python -m benchmarks``."""
