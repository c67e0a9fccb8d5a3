{{- define "serval.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "serval.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "serval.labels" -}}
{{ include "serval.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | quote }}
{{- end -}}

{{- define "serval.conf" -}}
serval {
  http = "0.0.0.0:8000"
  stats-http = true
  drain-delay = {{ .Values.drain.delay }}s
  worker-reload-mercy = {{ .Values.drain.mercy }}s

{{ .Values.config | trim | indent 2 }}
}
{{- end -}}

{{- /* Routers have the mercy, then workers; ten seconds for the end of the master. */ -}}
{{- define "serval.grace" -}}
{{- add .Values.drain.delay (mul 2 .Values.drain.mercy) 10 -}}
{{- end -}}
