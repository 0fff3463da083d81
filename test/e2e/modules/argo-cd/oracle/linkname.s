// Its presence lets a Go function have no body.
