"""How fast it is: `./run bench` measures on the machine it runs on, each page beside a bare page of Flask."""
